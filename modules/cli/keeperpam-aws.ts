#!/usr/bin/env node
import { CommanderError } from "commander";
import { ConfigurationError } from "../config";
import { keeperpamAws } from "./program";

/** Something is wrong with what the program was given, or with what AWS says of it. */
const FAILURE = 1;
/** The program was called in a way that it does not know. */
const WRONG_USE = 2;

// Whoever reads the output may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

keeperpamAws()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : WRONG_USE;
      return;
    }
    // A message to the user, or AWS's; anything else is a defect, whose stack trace is wanted.
    if (!(error instanceof ConfigurationError) && !isOfAws(error)) throw error;
    console.error(error.message);
    process.exitCode = FAILURE;
  });

function isOfAws(error: unknown): error is Error {
  return error instanceof Error && ("$metadata" in error || error.name === "CredentialsProviderError");
}
