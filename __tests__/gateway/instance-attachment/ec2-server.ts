import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  ConnectionLost,
  OPERATIONS,
  Refused,
  type Association,
  type FakeEc2,
  type Operation,
} from "./fake-ec2";

export interface Ec2Server {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Serves the fake by EC2's query protocol, a form in and XML out, on the loopback interface. */
export async function serve(ec2: FakeEc2): Promise<Ec2Server> {
  const server = createServer((request, response) => {
    void text(request).then((body) => answer(ec2, new URLSearchParams(body), response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function answer(ec2: FakeEc2, form: URLSearchParams, response: ServerResponse): void {
  const { Action: operation = "", ...parameters } = Object.fromEntries(form);
  try {
    if (!isKnown(operation)) {
      ec2.calls.push({ operation, parameters });
      throw new Refused({ code: "UnauthorizedOperation", message: `not authorized: ec2:${operation}` });
    }
    const { associations, nextToken } = ec2.call(operation, parameters);
    const records = associations.map(associationXml);
    const content =
      operation === OPERATIONS[0]
        ? element(
            "iamInstanceProfileAssociationSet",
            records.map((record) => element("item", record)).join(""),
          )
        : element("iamInstanceProfileAssociation", records.join(""));
    const next = nextToken === undefined ? "" : element("nextToken", nextToken);
    send(response, 200, element(`${operation}Response`, content + next));
  } catch (error) {
    if (error instanceof ConnectionLost) {
      response.destroy();
      return;
    }
    if (!(error instanceof Refused)) throw error;
    const { code, message, status = 400 } = error.refusal;
    const words = element("Code", code) + element("Message", escape(message));
    send(response, status, element("Response", element("Errors", element("Error", words))));
  }
}

function isKnown(operation: string): operation is Operation {
  return OPERATIONS.some((known) => known === operation);
}

function associationXml({ id, instanceId, profile, state }: Association): string {
  return [
    element("associationId", id),
    element("instanceId", instanceId),
    element("iamInstanceProfile", element("arn", escape(profile.arn)) + element("id", profile.id)),
    element("state", state),
  ].join("");
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escape(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "text/xml;charset=UTF-8" }).end(xml);
}
