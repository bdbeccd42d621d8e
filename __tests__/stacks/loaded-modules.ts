// Runs the app and prints the files that it loaded: see app.test.ts.
import "../../main";

console.log(JSON.stringify(Object.keys(require.cache)));
