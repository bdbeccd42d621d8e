import { REGION, ROOT } from "./ministack";

/** Makes the bucket of a state, by the call's own words: no test needs more of S3. */
export async function createBucket(endpoint: string, bucket: string): Promise<void> {
  await succeed(`${endpoint}/${bucket}`, {
    method: "PUT",
    headers: { authorization: authorizationFor("s3") },
  });
}

/** Makes the table of a state's locks, likewise. */
export async function createLockTable(endpoint: string, table: string): Promise<void> {
  await succeed(endpoint, {
    method: "POST",
    headers: {
      authorization: authorizationFor("dynamodb"),
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.CreateTable",
    },
    body: JSON.stringify({
      TableName: table,
      AttributeDefinitions: [{ AttributeName: "LockID", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "LockID", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  });
}

function authorizationFor(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=${ROOT.accessKeyId}/20200101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=x`;
}

async function succeed(...request: Parameters<typeof fetch>): Promise<void> {
  const answer = await fetch(...request);
  if (!answer.ok) throw new Error(await answer.text());
}
