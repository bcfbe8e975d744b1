/** `npm start`: packages the template, boots it here, seeds the demo partners, prints what to try, stops on Ctrl-C. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFiles } from './cli/log-files.ts';
import { operator } from './cli/operator.ts';
import { readOptions, type StartOptions, UsageError, usage } from './cli/options.ts';
import { progress } from './cli/progress.ts';
import { claimStateFolder } from './cli/state-folder.ts';
import { packageStage } from './package-stage.ts';
import { letItStorm } from './storm.ts';
import { startTwin, type Twin } from './twin.ts';

const root = join(import.meta.dirname, '..');
const local = process.env.SLUICE_HOME || join(root, '.local');
/** Where scripts and operator tools find the running twin. */
const twinFile = join(local, 'twin.json');

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(`${usage}\n`);
  else await run(options);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

async function run(options: StartOptions): Promise<void> {
  const { done, warn, say, elapsed } = progress(options.quiet);
  const state = claimStateFolder(options.dataDir, join(local, 'state'));
  const logs = logFiles(join(local, 'logs'), warn);
  const stops: (() => unknown)[] = [state.release, () => logs.close()];
  stopOnSignal(stops, say);
  try {
    const { folder, fresh } = await packageStage(options.stage);
    done(fresh ? `template packaged for stage ${options.stage}` : `template for stage ${options.stage} is up to date`);

    const twin = await startTwin({
      packageDir: folder,
      port: options.port,
      dataDir: state.path,
      observe: logs,
      onStep: done,
    });
    stops.unshift(
      () => twin.stop(),
      () => rmSync(twinFile, { force: true }),
    );
    for (const warning of twin.warnings) warn(warning);

    await seed(twin, join(state.path, 'seed.json'));
    done('demo partners and sources');
    if (options.storm) {
      letItStorm(twin.faults, logs.strike);
      warn(`Storm: anything may fail from now on. What does: ${join(local, 'logs', 'faults.log')}`);
    }

    say(
      `\nReady in ${elapsed()}. State: ${state.path}${options.dataDir ? '' : ' (fresh at each start; --data-dir keeps it)'}`,
    );
    say(`Logs:  ${join(local, 'logs')}\n`);
    process.stdout.write(options.quiet ? `${twin.api}\n` : await operator('guide'));
  } catch (error) {
    for (const stop of stops) await stop();
    throw error;
  }
}

/** Tells scripts where the twin is, then lets the operator tool seed it. A kept state is seeded once. */
async function seed(twin: Twin, kept: string): Promise<void> {
  const { stage, region, outputs } = twin.stack;
  const address = { api: twin.api, endpoints: twin.endpoints, stage, region, outputs };
  mkdirSync(local, { recursive: true });
  writeFileSync(twinFile, JSON.stringify(address, null, 2));
  if (!existsSync(kept)) writeFileSync(kept, await operator('seed', '--json'), { mode: 0o600 });
  const seeded = JSON.parse(readFileSync(kept, 'utf8')) as object;
  writeFileSync(twinFile, JSON.stringify({ ...address, ...seeded }, null, 2), { mode: 0o600 });
}

/** Ctrl-C stops everything that was started, in the opposite order; a second one does not wait. */
function stopOnSignal(stops: (() => unknown)[], say: (text: string) => void): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(130);
    stopping = true;
    say('\nStopping …');
    for (const step of stops) await step();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is busy: another program listens there. Stop it, or choose another with \`npm start -- --port <number>\`.`;
  }
  return error.message;
}
