/**
 * Starts the AWS provider once for many commands of Terraform, and prints on one line how Terraform reaches it: the value of
 * `TF_REATTACH_PROVIDERS`. It ends when its standard input does, which no death of the process that started it can prevent.
 *
 *     node kept-provider.mjs FILE_OF_THE_PROVIDER
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import http2 from "node:http2";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { reducedSchema } from "./reduced-schema.mjs";

const SCHEMA = /\/(GetSchema|GetProviderSchema)$/;

/** Before each message over gRPC: a flag, and its length. */
const MESSAGE_HEAD = 5;

const provider = spawn(process.argv[2], ["-debug"], { stdio: ["ignore", "pipe", "inherit"] });
const folder = mkdtempSync(join(tmpdir(), "keeperpam-provider-"));
let schema;

process.stdin.on("end", () => process.exit()).resume();
process.on("SIGTERM", () => process.exit());
provider.on("exit", () => process.exit(1));
process.on("exit", () => {
  provider.kill();
  rmSync(folder, { recursive: true, force: true });
});

for await (const line of createInterface({ input: provider.stdout })) {
  const [, written] = /TF_REATTACH_PROVIDERS='(.*)'/.exec(line) ?? [];
  if (written !== undefined) serve(JSON.parse(written));
}

/** Stands between Terraform and the provider, for the sake of the one answer that is reduced. */
function serve(reattach) {
  const [[name, { Addr: address, ...rest }]] = Object.entries(reattach);
  const socket = join(folder, "socket");
  http2
    .createServer()
    .on("session", (terraform) => {
      const upstream = http2.connect("http://localhost", {
        createConnection: () => net.connect(address.String),
      });
      // A command that was killed ends its calls of the provider.
      terraform.on("close", () => upstream.destroy());
      upstream.on("close", () => terraform.destroy());
      upstream.on("error", () => terraform.destroy());
      terraform.on("stream", (call, headers) => {
        if (!SCHEMA.test(headers[":path"])) pass(call, upstream.request(headers));
        else if (schema) answer(call, schema);
        else keepSchema(call, upstream.request(headers));
      });
    })
    .listen(socket, () =>
      console.log(JSON.stringify({ [name]: { ...rest, Addr: { Network: "unix", String: socket } } })),
    );
}

/** Passes a call on, and its answer back. */
function pass(call, asked) {
  let trailers = {};
  call.on("error", () => asked.close()).on("aborted", () => asked.close(http2.constants.NGHTTP2_CANCEL));
  asked.on("error", () => call.close(http2.constants.NGHTTP2_CANCEL));
  asked.on("trailers", (last) => (trailers = last));
  asked.on("response", (headers, flags) => {
    if (call.destroyed) return;
    if (flags & http2.constants.NGHTTP2_FLAG_END_STREAM)
      return void call.respond(headers, { endStream: true });
    call.on("wantTrailers", () => call.sendTrailers(trailers));
    call.respond(headers, { waitForTrailers: true });
    asked.pipe(call);
  });
  call.pipe(asked);
}

/** Asks for the schema and answers with it reduced, now and whenever Terraform asks again. */
function keepSchema(call, asked) {
  const content = [];
  let headers = {};
  let trailers = {};
  asked.on("response", (first) => (headers = first));
  asked.on("trailers", (last) => (trailers = last));
  asked.on("data", (part) => content.push(part));
  asked.on("error", () => call.close(http2.constants.NGHTTP2_CANCEL));
  asked.on("end", () => {
    const reduced = reducedSchema(Buffer.concat(content).subarray(MESSAGE_HEAD));
    const head = Buffer.alloc(MESSAGE_HEAD);
    head.writeUInt32BE(reduced.length, 1);
    schema = { headers, trailers, content: Buffer.concat([head, reduced]) };
    answer(call, schema);
  });
  call.pipe(asked);
}

function answer(call, { headers, trailers, content }) {
  if (call.destroyed) return;
  call.on("error", () => {});
  call.on("wantTrailers", () => call.sendTrailers(trailers));
  call.respond(headers, { waitForTrailers: true });
  call.end(content);
}
