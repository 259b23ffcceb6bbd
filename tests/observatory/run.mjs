/** Has Mozilla's HTTP Observatory scan hosts ("name:port/path") and prints each one's score, grade and tests. */
import { scan } from '@mdn/mdn-http-observatory';

const found = {};
for (const host of process.argv.slice(2)) {
  const { scan: mark, tests } = await scan(host);
  const parts = Object.entries(tests).map(([name, one]) => [name, [one.result, one.scoreModifier]]);
  found[host] = { score: mark.score, grade: mark.grade, parts: Object.fromEntries(parts) };
}
process.stdout.write(JSON.stringify(found));
