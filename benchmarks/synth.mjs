// Time and memory of the app, from compiled JavaScript, on the example with every target: `npm run bench`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const RUNS = 10;
const project = fileURLToPath(new URL("..", import.meta.url));

if (process.argv[2] === "once") {
  process.on("exit", () => console.log(process.resourceUsage().maxRSS));
  createRequire(import.meta.url)(join(project, "dist", "main.js"));
} else {
  const outdir = mkdtempSync(join(tmpdir(), "keeperpam-bench-"));
  const environment = {
    ...process.env,
    KEEPER_PAM_CONFIG: join(project, "examples", "every-target", "keeper-pam.yaml"),
    CDKTF_OUTDIR: outdir,
  };
  const once = () => {
    const start = performance.now();
    const { stdout, stderr, status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), "once"], {
      env: environment,
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return { milliseconds: performance.now() - start, megabytes: Number(stdout) / 1024 };
  };
  once();
  const runs = Array.from({ length: RUNS }, once);
  rmSync(outdir, { recursive: true });
  for (const [unit, figure] of [
    ["ms", "milliseconds"],
    ["MB peak", "megabytes"],
  ]) {
    const sorted = runs.map((run) => run[figure]).sort((a, b) => a - b);
    const [least, median, most] = [sorted[0], sorted[RUNS / 2], sorted[RUNS - 1]].map((value) =>
      value.toFixed(0),
    );
    console.log(`${median} ${unit} (median of ${RUNS} runs; ${least} to ${most})`);
  }
}
