// Runs an extension with a stand-in for the module `vscode`: what it offers and explains at places.
'use strict';

const fs = require('fs');
const Module = require('module');
const path = require('path');

const given = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const providers = {};
const listeners = [];
const used = [];

class Range {
  constructor(row, start, last, end) { Object.assign(this, { row, start, last, end }); }
}
class CompletionItem {
  constructor(label, kind) { Object.assign(this, { label, kind }); }
}
class MarkdownString {
  value = '';
  appendText(text) { this.value += text.replace(/[\\`*_{}[\]()#+\-!~<>|]/g, '\\$&'); }
  appendMarkdown(text) { this.value += text; }
}
class Hover {
  constructor(contents, range) { Object.assign(this, { contents, range }); }
}
const listen = (listener) => { listeners.push(listener); return { dispose() {} }; };
const register = (name) => (selector, provider) => {
  providers[name] = { selector, provider };
  return { dispose() {} };
};
const vscode = {
  Range, CompletionItem, MarkdownString, Hover,
  CompletionItemKind: { Property: 'key', Value: 'word' },
  workspace: {
    getWorkspaceFolder: (uri) => (uri.fsPath.startsWith(given.root + path.sep)
      ? { uri: { fsPath: given.root } } : undefined),
    createFileSystemWatcher: (pattern) => ({
      pattern, onDidChange: listen, onDidCreate: listen, onDidDelete: listen, dispose() {},
    }),
  },
  languages: {
    registerCompletionItemProvider: register('complete'), registerHoverProvider: register('hover'),
  },
};
const load = Module._load;
Module._load = (name, ...rest) => {
  used.push(name);
  return name === 'vscode' ? vscode : load(name, ...rest);
};

const extension = require(given.extension);
extension.activate({ subscriptions: [] });
const answers = given.asks.map((ask) => {
  if (ask.schema !== undefined) {
    fs.writeFileSync(path.join(given.root, '.vscode/masthead.schema.json'), ask.schema);
    listeners.forEach((listener) => listener());
    return null;
  }
  const document = { uri: { fsPath: ask.file }, getText: () => ask.text };
  const position = { line: ask.line, character: ask.character };
  if (ask.hover) {
    const hover = providers.hover.provider.provideHover(document, position);
    return hover && { text: hover.contents.value, range: hover.range };
  }
  return providers.complete.provider.provideCompletionItems(document, position);
});
process.stdout.write(JSON.stringify({ answers, used, selector: providers.complete.selector }));
