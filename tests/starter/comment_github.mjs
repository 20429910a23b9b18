// Runs the script of comment.yml as actions/github-script does, with a GitHub that is made up.
// In: a JSON file with `script`, `payload`, `pulls`, `comments`. Out: what it asked of GitHub.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const given = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const asked = [];
const note = (name, answer) => (values) => {
  asked.push([name, values]);
  return answer;
};
const rest = {
  pulls: { list: note('pulls.list', given.pulls) },
  issues: {
    listComments: note('listComments', given.comments),
    updateComment: note('updateComment', {}),
    createComment: note('createComment', {}),
  },
};
const github = { rest, paginate: async (call, values) => call(values) };
const context = { repo: { owner: 'example', repo: 'insights' }, payload: given.payload };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
const run = new AsyncFunction('github', 'context', 'require', given.script);
await run(github, context, createRequire(import.meta.url));
console.log(JSON.stringify(asked));
