import * as pulumi from "@pulumi/pulumi";

/** An error of the program that Pulumi shows as its text alone, however late it is thrown. */
export function runError(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  error.stack = message;
  return error;
}
