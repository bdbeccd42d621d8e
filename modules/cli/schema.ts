import { jsonSchema } from "../config";
import { examples, type AddCommand } from "./command";

/** What an editor completes and checks a configuration by. */
export const schema: AddCommand = (program) => {
  program
    .command("schema")
    .summary("prints the JSON Schema of configuration files")
    .description("Prints the JSON Schema of configuration files, by which editors complete and check them.")
    .addHelpText("after", examples(["schema > keeper-pam.schema.json", "beside the configuration"]))
    .action(() => console.log(JSON.stringify(jsonSchema(), null, 2)));
};
