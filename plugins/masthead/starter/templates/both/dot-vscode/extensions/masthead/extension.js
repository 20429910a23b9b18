// Completion and hover in front matter, from .vscode/masthead.schema.json, which
// `masthead schema --format vscode` writes. It reads that file, and does nothing else.
'use strict';

const fs = require('fs');
const path = require('path');
const vscode = require('vscode');

const SCHEMA = '.vscode/masthead.schema.json';
const KEY = /^([A-Za-z_][\w-]*)\s*:(?=\s|$)/;
const WORD = /[^\s#,[\]{}"':]*$/;
const known = new Map();

/** What the schema file of a folder holds; nothing where it is missing or broken. */
function read(folder) {
  if (!known.has(folder)) {
    let schema = null;
    try {
      schema = JSON.parse(fs.readFileSync(path.join(folder, SCHEMA), 'utf8'));
    } catch {
      // Not written yet, or half written: the watcher tells when it changes.
    }
    known.set(folder, schema);
  }
  return known.get(folder);
}

/** The keys of the kind of file that a document is, by its folder. */
function keysOf(document) {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  if (!folder) return {};
  const root = folder.uri.fsPath;
  const file = path.relative(root, document.uri.fsPath).split(path.sep).join('/');
  const schema = read(root);
  const folders = Array.isArray(schema?.folders) ? schema.folders : [];
  const found = folders.find((each) => file.startsWith(each?.folder ?? '\0'));
  const keys = own(own(schema?.definitions, found?.kind), 'properties');
  return keys && typeof keys === 'object' ? keys : {};
}

function own(values, name) {
  return values && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** The words that a value or the items of a list may be, each with its meaning. */
function wordsOf(schema, found = new Map()) {
  const ways = Array.isArray(schema?.anyOf) ? schema.anyOf : [schema];
  if (ways.some((way) => way?.type === 'boolean')) return new Map([['true', ''], ['false', '']]);
  for (const way of ways) {
    const words = Array.isArray(way?.enum) ? way.enum : [];
    words.forEach((word, i) => {
      const meaning = way.enumDescriptions?.[i] ?? '';
      if (typeof word === 'string' && !found.has(word)) found.set(word, String(meaning));
    });
    if (way?.anyOf) wordsOf(way, found);
    if (way?.items) wordsOf(way.items, found);
  }
  return found;
}

/** The lines of the front matter that holds a row; none if it holds it not. */
function frontMatter(document, row) {
  const lines = document.getText().split(/\r?\n/);
  if (lines[0].trimEnd() !== '---') return null;
  const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)\s*$/.test(line));
  const inside = end < 0 ? lines : lines.slice(0, end);
  return row > 0 && row < inside.length ? inside : null;
}

/** The key whose value is at a row, with the lines of that value. */
function entryAt(lines, row) {
  let first = row;
  while (first > 0 && !KEY.test(lines[first])) first -= 1;
  if (first === 0) return null;
  let last = first + 1;
  while (last < lines.length && !KEY.test(lines[last])) last += 1;
  const match = KEY.exec(lines[first]);
  return { key: match[1], first, last, from: match[0].length };
}

const bare = (text) => text.replace(/(^|\s)#.*$/gm, '$1');

/** Whether words belong before a place: after the key, in `[…`, or after a `- ` right below it. */
function takesWords(lines, { first, from }, row, before) {
  const begun = before.slice(row === first ? from : 0);
  const above = lines.slice(first, row);
  if (above.length) above[0] = above[0].slice(from);
  const text = bare([...above, begun].join('\n'));
  if (/(^|\s)#/.test(begun)) return false;
  if (/^\s*\[[^[\]{}:]*$/.test(text)) return /[[,\n]\s*["']?[^\s#,[\]{}"':]*$/.test(text);
  if (row === first) return /^\s+["']?[^\s#,[\]{}"':]*$/.test(begun);
  const item = /^(\s*)-\s+["']?[^\s#,[\]{}"':]*$/.exec(begun);
  const rest = bare(above.join('\n')).split('\n');
  return item !== null && rest.every((line, i) => line.trim() === ''
    || (i > 0 && line.startsWith(`${item[1]}- `)));
}

function complete(document, position) {
  const lines = frontMatter(document, position.line);
  if (!lines) return [];
  const { line: row, character: column } = position;
  const [before, after] = [lines[row].slice(0, column), lines[row].slice(column)];
  const keys = keysOf(document);
  const entry = entryAt(lines, row);
  const start = column - WORD.exec(before)[0].length;
  const range = new vscode.Range(row, start, row, column);
  const offer = (word, text, kind, meaning) => {
    const item = new vscode.CompletionItem(word, kind);
    return Object.assign(item, { insertText: text, documentation: meaning, range });
  };
  if (entry && !(row === entry.first && column < entry.from)
      && takesWords(lines, entry, row, before)) {
    const rest = after.replace(/^[^\s#,[\]{}"':]*/, '');
    const others = [...lines.slice(entry.first, row), before.slice(0, start), rest,
      ...lines.slice(row + 1, entry.last)];
    const given = new Set(bare(others.join('\n')).split(/[\s,[\]"']+/));
    return [...wordsOf(own(keys, entry.key))].filter(([word]) => !given.has(word))
      .map(([word, meaning]) => offer(word, word, vscode.CompletionItemKind.Value, meaning));
  }
  if (!/^[\w-]*$/.test(before)) return [];
  const given = new Set(lines.map((line, i) => (i === row ? '' : KEY.exec(line)?.[1])));
  const end = /^[\w-]*\s*:/.test(after) ? '' : ': ';
  return Object.entries(keys).filter(([key, value]) => !given.has(key) && !value?.doNotSuggest)
    .map(([key, value]) => offer(key, key + end, vscode.CompletionItemKind.Property,
      String(value?.description ?? '')));
}

/** Text as it is but for `code`: no link, image or command gets from a file into a hover. */
function shown(text) {
  const markdown = new vscode.MarkdownString();
  for (const part of text.split(/(`[^`\n]+`)/)) {
    if (/^`[^`\n]+`$/.test(part)) markdown.appendMarkdown(part);
    else if (part) markdown.appendText(part);
  }
  return markdown;
}

function explain(document, position) {
  const lines = frontMatter(document, position.line);
  const entry = lines && entryAt(lines, position.line);
  if (!entry) return null;
  const { line: row, character: column } = position;
  const value = own(keysOf(document), entry.key);
  let [start, end] = [0, entry.key.length];
  let text = value?.description;
  if (row !== entry.first || column > end) {
    start = column - WORD.exec(lines[row].slice(0, column))[0].length;
    end = column + /^[^\s#,[\]{}"':]*/.exec(lines[row].slice(column))[0].length;
    const commented = bare(lines[row]).length < end;
    const placed = !commented && takesWords(lines, entry, row, lines[row].slice(0, start));
    text = placed ? wordsOf(value).get(lines[row].slice(start, end)) : '';
  }
  const range = new vscode.Range(row, start, row, end);
  return text ? new vscode.Hover(shown(String(text)), range) : null;
}

function activate(context) {
  const files = { language: 'markdown', scheme: 'file' };
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${SCHEMA}`);
  for (const tell of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
    context.subscriptions.push(tell.call(watcher, () => known.clear()));
  }
  const { languages } = vscode;
  context.subscriptions.push(
    watcher,
    languages.registerCompletionItemProvider(
      files, { provideCompletionItems: complete }, ':', ' ', '[', ',', '-'),
    languages.registerHoverProvider(files, { provideHover: explain }),
  );
}

module.exports = { activate, deactivate() {} };
