// Writes abi/NAME.json = {abi, bytecode} for every deployable contract, or with --check fails when
// the committed files differ from the build. The Java modules read these files and need no Node.
import fs from "node:fs";
import path from "node:path";

const names = [
  "AdapterRegistry", "AgentRegistry", "DatanetRegistry", "LicenceRegistry", "ModelRegistry",
  "OpenToken", "Settlement", "WrappedOpen",
];
const check = process.argv.includes("--check");
const drifted = [];

fs.mkdirSync("abi", { recursive: true });
for (const name of names) {
  const source = fs.readdirSync("src").find((file) => fs.existsSync(path.join("out", file, `${name}.json`)));
  const built = JSON.parse(fs.readFileSync(path.join("out", source, `${name}.json`), "utf8"));
  const text = JSON.stringify({ abi: built.abi, bytecode: built.bytecode.object }, null, 1) + "\n";
  const file = path.join("abi", `${name}.json`);
  if (!check) fs.writeFileSync(file, text);
  else if (!fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text) drifted.push(file);
}
if (drifted.length > 0) {
  console.error(`out of date: ${drifted.join(", ")}. Run "npm run export" and commit the result.`);
  process.exit(1);
}
