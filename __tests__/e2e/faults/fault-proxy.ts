import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { errorResponse, type AwsError } from "./aws-error";
import { calledAction, type CalledAction } from "./called-action";

/** What becomes of a call: it is refused, or it is carried out and its answer gets lost. */
export type Fault = AwsError | "lost answer";

/** The calls that meet a fault. */
export interface FaultyCalls {
  /** Service and operation, e.g. `iam:CreateAccessKey`. */
  readonly action: string;
  readonly fault: Fault;
  /**
   * How many calls meet it; those after them are carried out.
   *
   * @default - every one
   */
  readonly times?: number;
  /**
   * What the body must hold for a call to be meant, e.g. a name.
   *
   * @default - whatever it holds
   */
  readonly about?: string;
}

interface Rule extends FaultyCalls {
  left: number;
}

/**
 * Stands between a client and the emulator, on the loopback interface, and deals with chosen calls as AWS does on a bad day.
 *
 * A call that a client repeats reaches the emulator as another one: AWS, unlike the emulator as
 * {@link file://./../ministack_mends/lost_answers.py mended}, knows no repetition of most calls.
 */
export class FaultProxy {
  private rules: Rule[] = [];
  private met: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly emulator: URL,
  ) {
    server.on("request", (asked, answer) => {
      void this.handle(asked, answer).catch(() => answer.destroy());
    });
  }

  /** @param emulator URL of the emulator */
  static async before(emulator: string): Promise<FaultProxy> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new FaultProxy(server, new URL(emulator));
  }

  /** URL of every service. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The calls that have met a fault since the last {@link heal}, in order. */
  get faults(): readonly string[] {
    return this.met;
  }

  /** Lets some calls meet a fault from now on. */
  break(...calls: readonly FaultyCalls[]): void {
    this.rules.push(...calls.map((faulty) => ({ ...faulty, left: faulty.times ?? Infinity })));
  }

  /** Carries out every call from now on. */
  heal(): void {
    this.rules = [];
    this.met = [];
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked);
    const { method = "", url = "", headers } = asked;
    const called = calledAction(method, url, headers, body.toString());
    const fault = called && this.faultOf(called, url + body.toString());
    if (called && fault !== undefined && fault !== "lost answer") {
      const { status, headers: said, body: text } = errorResponse(called.service, fault);
      answer.writeHead(status, said).end(text);
      return;
    }
    const response = await this.forward(asked, body);
    if (fault === "lost answer") {
      answer.destroy();
      return;
    }
    answer.writeHead(response.status, response.headers).end(response.body);
  }

  private faultOf({ service, operation }: CalledAction, text: string): Fault | undefined {
    const action = `${service}:${operation}`;
    const rule = this.rules.find(
      (one) => one.action === action && one.left > 0 && text.includes(one.about ?? ""),
    );
    if (!rule) return undefined;
    rule.left -= 1;
    this.met.push(action);
    return rule.fault;
  }

  private async forward(asked: IncomingMessage, body: Buffer) {
    const { method, url, headers } = asked;
    const invocation = headers["amz-sdk-invocation-id"];
    const attempt = String(headers["amz-sdk-request"] ?? "").split(";")[0] ?? "";
    const passed = request(new URL(url ?? "/", this.emulator), {
      method,
      headers: {
        ...headers,
        ...(invocation !== undefined && { "amz-sdk-invocation-id": `${String(invocation)} ${attempt}` }),
      },
      agent: false,
    });
    passed.end(body);
    const [response] = (await once(passed, "response")) as [IncomingMessage];
    return { status: response.statusCode ?? 502, headers: response.headers, body: await buffer(response) };
  }
}
