/** An error as AWS answers with it. */
export interface AwsError {
  /** e.g. `NoSuchEntity`, `AccessDenied`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
}

/** How an error travels. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An error in the form of the protocol that a service speaks. */
export function errorResponse(service: string, { code, message, status }: AwsError): ErrorResponse {
  if (service === "ec2") {
    return xml(
      status,
      `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>0</RequestID></Response>`,
    );
  }
  if (["iam", "sts", "rds"].includes(service)) {
    return xml(
      status,
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>0</RequestId></ErrorResponse>`,
    );
  }
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": code },
    body: JSON.stringify({ __type: code, message, Message: message }),
  };
}

function xml(status: number, body: string): ErrorResponse {
  return { status, headers: { "content-type": "text/xml" }, body };
}
