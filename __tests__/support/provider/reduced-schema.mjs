import { Buffer } from "node:buffer";

/**
 * The resources and data sources that the tests have to do with. The provider has some 1,500, and reading them all costs
 * Terraform more than a second of a processor in each command.
 */
const USED =
  /^aws_(caller_identity|cloudwatch_log_group|codepipeline|db_instance|directory_service_directory|iam_\w+|instances?|kms_\w+|lambda_\w+|partition|region|s3_bucket|secretsmanager_\w+)$/;

/** Fields of the answer that are maps of resources, data sources and ephemeral resources, by name. */
const MAPS = new Set([2, 3, 8]);

const LENGTH_DELIMITED = 2;

/**
 * A provider's answer to Terraform's question after its schema, without what the tests have nothing to do with.
 *
 * @param {Buffer} answer `GetProviderSchema.Response`, in the encoding of protocol buffers
 * @returns {Buffer}
 * @see https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function reducedSchema(answer) {
  return Buffer.concat(
    [...fieldsOf(answer)]
      .filter(({ number, content }) => !MAPS.has(number) || USED.test(keyOf(content)))
      .map(({ whole }) => whole),
  );
}

/** @param {Buffer} entry of a map: its key is its first field */
function keyOf(entry) {
  const [key] = fieldsOf(entry);
  return key.content.toString();
}

/** @param {Buffer} message all of whose fields are texts or messages */
function* fieldsOf(message) {
  for (let start = 0; start < message.length;) {
    const tag = numberAt(message, start);
    if (tag.value % 8 !== LENGTH_DELIMITED) throw new Error(`a field of type ${tag.value % 8} in the schema`);
    const length = numberAt(message, tag.end);
    const end = length.end + length.value;
    yield {
      number: Math.floor(tag.value / 8),
      content: message.subarray(length.end, end),
      whole: message.subarray(start, end),
    };
    start = end;
  }
}

/** Reads a number of seven bits a byte, the lowest first; all but its last byte have the highest bit set. */
function numberAt(message, start) {
  let value = 0;
  for (let end = start; ; end++) {
    value += (message[end] & 0x7f) * 2 ** (7 * (end - start));
    if (message[end] < 0x80) return { value, end: end + 1 };
  }
}
