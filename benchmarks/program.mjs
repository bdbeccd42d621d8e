// Time and memory of the compiled program beside those of an app of the CDK that is empty: `npm run bench`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const RUNS = 10;
const project = fileURLToPath(new URL("..", import.meta.url));
const example = join(project, "examples", "every-target", "keeper-pam.yaml");
const folder = mkdtempSync(join(tmpdir(), "keeperpam-bench-"));

const COMMANDS = [
  ["an empty app of the CDK", [emptyApp()]],
  ["synth of every target", [program(), "synth", example, "--out", join(folder, "out")]],
  ["check of every target", [program(), "check", example]],
  ["check of 500 files", [program(), "check", manyFiles()]],
  ["check of 1,000 users", [program(), "check", manyUsers()]],
];

try {
  for (const [title, args] of COMMANDS) {
    once(args);
    const runs = Array.from({ length: RUNS }, () => once(args));
    const time = spread(runs.map(({ milliseconds }) => milliseconds));
    const memory = spread(runs.map(({ megabytes }) => megabytes));
    console.log(`${title}: ${time[1]} ms (${time[0]} to ${time[2]}), ${memory[1]} MB at the most`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** One run in a process of its own. */
function once(args) {
  const start = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ["--require", memoryOnExit(), ...args], {
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: join(folder, "empty") },
  });
  if (status !== 0) throw new Error(stderr);
  return { milliseconds: performance.now() - start, megabytes: Number(/peak (\d+)/.exec(stderr)[1]) / 1024 };
}

/** Least, median and most, in whole numbers. */
function spread(figures) {
  const sorted = figures.sort((a, b) => a - b);
  return [sorted[0], sorted[Math.floor(RUNS / 2)], sorted[RUNS - 1]].map((figure) => figure.toFixed(0));
}

function program() {
  return join(project, "dist", "modules", "cli", "keeperpam-aws.js");
}

function emptyApp() {
  const cdk = JSON.stringify(createRequire(import.meta.url).resolve("cdktf"));
  return written(
    "empty.cjs",
    `const { App, TerraformStack } = require(${cdk}); const app = new App(); new TerraformStack(app, "empty"); app.synth();`,
  );
}

function manyFiles() {
  const files = join(folder, "many");
  mkdirSync(files);
  for (let i = 1; i <= 500; i++) {
    const aws = 'aws: { region: us-east-1, accountId: "111122223333" }';
    writeFileSync(
      join(files, `${i}.yaml`),
      `name: gateway-${i}\n${aws}\ntargets: { iamUsers: [{ name: user-${i} }] }\n`,
    );
  }
  return files;
}

function manyUsers() {
  const users = Array.from({ length: 1000 }, (_, i) => `    - { name: u${i} }\n`).join("");
  return written("users.yaml", `name: gateway\naws: { region: us-east-1 }\ntargets:\n  iamUsers:\n${users}`);
}

function memoryOnExit() {
  return written(
    "memory.cjs",
    'process.on("exit", () => console.error(`peak ${process.resourceUsage().maxRSS}`));',
  );
}

function written(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
