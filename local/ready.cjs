/**
 * Runs before every npm script that needs the project installed, with whatever Node is there (20 or newer): installs what
 * is missing, then makes sure that the Node which runs the project is new enough to run TypeScript and the SDK as AWS does.
 */
const { spawnSync } = require('node:child_process');
const { existsSync, readFileSync, statSync } = require('node:fs');
const { delimiter, join } = require('node:path');

const root = join(__dirname, '..');
const needed = 24;

if (!isInstalled()) {
  process.stdout.write('Installing the packages (once, about a minute) …\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (npm.status !== 0) fail('npm ci failed: its message is above.');
}

// npm puts node_modules/.bin first on the PATH of a script: the `node` that will run it is the one found there, if any.
const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
const version = spawnSync('node', ['--version'], {
  encoding: 'utf8',
  env: { ...process.env, PATH: path },
}).stdout.trim();
if (Number(version.slice(1).split('.')[0]) < needed) {
  fail(
    `Sluice runs on Node ${needed}, as its functions do on AWS; this is ${version}, and no package brings Node ${needed} ` +
      `for ${process.platform}-${process.arch}. Install Node ${needed} or newer (for example with nvm, fnm or brew) and try again.`,
  );
}

/** True when node_modules is there and not older than the lock file it was made from. */
function isInstalled() {
  const made = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(made)) return false;
  if (statSync(made).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs) return true;
  return sameVersions(made);
}

/** A checkout touches the lock file without changing it: compare what it names before installing again. */
function sameVersions(made) {
  const installed = JSON.parse(readFileSync(made, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || installed[path]?.version === entry.version,
  );
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
