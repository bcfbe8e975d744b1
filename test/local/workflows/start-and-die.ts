/** A twin's state machines that die while an execution runs: `node start-and-die.ts <data folder>`. */
import { invoke, only, startStates } from './start-states.ts';

const [, , dataDir] = process.argv;
const work = () => process.kill(process.pid, 'SIGKILL');
const it = await startStates(only(invoke('work')), { dataDir, functions: { work } });
await it.start({ a: 1 }, 'interrupted');
