import { version } from "../package.json";
import { ConfigurationError } from "../modules/config";
import { writeReports } from "../modules/report";

try {
  for (const file of writeReports(process.argv.slice(2), process.env, version)) console.log(file);
} catch (error) {
  // A message to the user; anything else is a defect, whose stack trace is wanted.
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
