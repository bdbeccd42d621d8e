/**
 * Terraform's own language, written the way a person does. Every function gives source code, and takes it where it does not
 * say that it takes a text; what is written here is not aligned yet.
 */
export { block, comment, list, object } from "./structure";
export { literalText, template } from "./text";
