import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonWith } from "../support/python-environment";

const run = promisify(execFile);

/** What checkov says about one resource. */
export interface CheckResult {
  /** E.g. `CKV_AWS_7`. */
  readonly check: string;
  readonly title: string;
  /** The stack's file, as seen from the folder that was scanned. */
  readonly file: string;
  /** `aws_kms_key.key`; or, from some checks, `resource.key` and `data.document`, without the type. */
  readonly resource: string;
}

export interface Scan {
  readonly passed: readonly CheckResult[];
  readonly failed: readonly CheckResult[];
  /** Suppressed by checkov itself. */
  readonly skipped: readonly CheckResult[];
  /** Files that checkov could not read. */
  readonly unread: readonly string[];
  /** What checkov asked of the network. */
  readonly calls: readonly string[];
}

interface CheckovJson {
  readonly check_id: string;
  readonly check_name: string;
  readonly file_path: string;
  readonly resource: string;
}

interface ReportJson {
  readonly results: {
    readonly passed_checks: readonly CheckovJson[];
    readonly failed_checks: readonly CheckovJson[];
    readonly skipped_checks: readonly CheckovJson[];
    readonly parsing_errors: readonly string[];
  };
}

/**
 * Every check of checkov's own over the Terraform code in a folder, without a network.
 *
 * @param framework `terraform` for code in Terraform's own language
 */
export async function checkov(
  folder: string,
  framework: "terraform" | "terraform_json" = "terraform_json",
): Promise<Scan> {
  const python = await pythonWith(join(__dirname, "requirements.txt"));
  const { calls, proxy, close } = await closedProxy();
  try {
    const { stdout } = await run(
      python,
      [
        join(python, "..", "checkov"),
        ...["--directory", folder],
        ...["--framework", framework],
        ...["--output", "json"],
        "--skip-download",
        // Findings are this call's answer, not its failure.
        "--soft-fail",
      ],
      {
        // Nothing of the user's: a configuration file or a platform key would change the answer.
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          CKV_SKIP_PACKAGE_UPDATE_CHECK: "true",
          // Some of its parts read the one spelling, some the other.
          HTTP_PROXY: proxy,
          HTTPS_PROXY: proxy,
          http_proxy: proxy,
          https_proxy: proxy,
        },
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    const { results } = JSON.parse(stdout) as ReportJson;
    return {
      passed: results.passed_checks.map(toResult),
      failed: results.failed_checks.map(toResult),
      skipped: results.skipped_checks.map(toResult),
      unread: results.parsing_errors,
      calls,
    };
  } finally {
    close();
  }
}

function toResult({ check_id, check_name, file_path, resource }: CheckovJson): CheckResult {
  return { check: check_id, title: check_name, file: file_path.replace(/^\//, ""), resource };
}

/** A proxy that lets nothing through and keeps what was asked for. */
async function closedProxy() {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    calls.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { calls, proxy: `http://127.0.0.1:${port}`, close: () => server.close() };
}
