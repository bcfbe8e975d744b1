/** `npm run simulate`: plays histories until a rule is broken, or all of them. */
import { run } from './cli/run.ts';

const { stdout } = process;
process.exitCode = await run(process.argv.slice(2), {
  say: (text) => stdout.write(`${text}\n`),
  show: (line) => stdout.isTTY && stdout.write(`\r\x1b[K${line}`),
});
