/** `npm start`: packages the template, boots it here, seeds the demo partners, prints what to try, stops on Ctrl-C. */
import { join } from 'node:path';
import { createEnding } from './cli/ending.ts';
import { explain } from './cli/explain.ts';
import { claimHome } from './cli/home.ts';
import { logFiles } from './cli/log-files.ts';
import { operator } from './cli/operator.ts';
import { readOptions, type StartOptions, usage } from './cli/options.ts';
import { progress } from './cli/progress.ts';
import { seed } from './cli/seed.ts';
import { claimStateFolder } from './cli/state-folder.ts';
import { stopOnSignal } from './cli/stop-on-signal.ts';
import { packageStage } from './package-stage.ts';
import { letItStorm } from './storm.ts';
import { startTwin } from './twin.ts';

const ending = createEnding();

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(`${usage}\n`);
  else await run(options);
} catch (error) {
  // What breaks because everything ends is no news; whoever ends it also ends the process.
  if (!ending.hasBegun()) await fail(error);
}

async function run(options: StartOptions): Promise<void> {
  const { done, warn, say, elapsed } = progress(options.quiet);
  stopOnSignal(ending, say);
  const home = claimHome(process.env.SLUICE_HOME || join(import.meta.dirname, '..', '.local'));
  ending.add(home.release);
  const state = claimStateFolder(options.dataDir, home.state);
  ending.add(state.release);
  const logs = logFiles(home.logs, warn);
  ending.add(() => logs.close());

  const { folder, fresh } = await packageStage(options.stage);
  done(fresh ? `template packaged for stage ${options.stage}` : `template for stage ${options.stage} is up to date`);
  if (ending.hasBegun()) return;

  const booting = startTwin({
    packageDir: folder,
    port: options.port,
    dataDir: state.path,
    observe: logs,
    onStep: done,
    onFailure: (error) => fail(new Error(`${error.message}\n${afterwards(options)}`, { cause: error })),
  });
  ending.add(() =>
    booting.then(
      (twin) => twin.stop(),
      () => undefined,
    ),
  );
  const twin = await booting;
  if (ending.hasBegun()) return;
  for (const warning of twin.warnings) warn(warning);

  const { stage, region, outputs } = twin.stack;
  const address = { api: twin.api, endpoints: twin.endpoints, stage, region, outputs };
  home.publish(address);
  const seeded = await seed(join(state.path, 'seed.json'));
  if (ending.hasBegun()) return;
  home.publish({ ...address, ...seeded });
  done('demo partners and sources');
  if (options.storm) {
    letItStorm(twin.faults, logs.strike);
    warn(`Storm: anything may fail from now on. What does: ${join(home.logs, 'faults.log')}`);
  }

  say(
    `\nReady in ${elapsed()}. State: ${state.path}${options.dataDir ? '' : ' (fresh at each start; --data-dir keeps it)'}`,
  );
  say(`Logs:  ${home.logs}\n`);
  process.stdout.write(options.quiet ? `${twin.api}\n` : await operator('guide'));
}

async function fail(error: unknown): Promise<void> {
  if (ending.hasBegun()) return;
  process.stderr.write(`${explain(error)}\n`);
  await ending.run();
  process.exit(1);
}

function afterwards({ dataDir }: StartOptions): string {
  return dataDir === undefined
    ? 'The twin stops. Start it again; its state was not kept (--data-dir keeps it).'
    : `The twin stops. What it answered is kept: start it again with --data-dir ${dataDir}`;
}
