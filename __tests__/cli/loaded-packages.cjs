/** Prints at the end of a run which packages it has loaded. */
process.on("exit", () => {
  const packages = Object.keys(require.cache).flatMap((file) => {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
    return name === undefined ? [] : [name];
  });
  for (const name of new Set(packages)) process.stdout.write(`loaded ${name}\n`);
});
