"use strict";
// The file in which the Node processes of the engine tests keep for each other what they have found out while loading modules: where a
// request leads, the text of each module and what V8 has made of it. An index in JSON, behind its length, and then the texts and codes.
const fs = require("node:fs");
const path = require("node:path");

const LENGTH_BYTES = 4;

/**
 * `stamp`: of the file it was read from. `text`: as Node wraps a module.
 * @typedef {{ stamp: string, text: string, code: Buffer }} Kept
 */
/** @typedef {[stamp: string, offset: number, textLength: number, codeLength: number, encoding: BufferEncoding]} Place */
/** @typedef {{ stamp: string, found: Record<string, string>, files: Record<string, Place> }} Index */

/** @param {string} file @returns {string} its size and time; empty where it is not there */
function stampOf(file) {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  return found === undefined ? "" : `${found.size} ${found.mtimeMs}`;
}

/** @param {number} descriptor @param {number} offset @param {number} length */
function readAt(descriptor, offset, length) {
  const read = Buffer.allocUnsafe(length);
  if (fs.readSync(descriptor, read, 0, length, offset) !== length) throw new Error("the pack is cut off");
  return read;
}

class CodePack {
  #file;
  #stamp;
  /** @type {Index} */
  #index;
  /** @type {number | undefined} */
  #descriptor;
  #start = 0;

  /**
   * @param {string} file
   * @param {string} stamp of what decides where requests lead; a pack of another stamp, and one that cannot be read, is empty
   */
  constructor(file, stamp) {
    this.#file = file;
    this.#stamp = stamp;
    this.#index = { stamp, found: {}, files: {} };
    try {
      const descriptor = fs.openSync(file, "r");
      const length = readAt(descriptor, 0, LENGTH_BYTES).readUInt32LE();
      const index = JSON.parse(readAt(descriptor, LENGTH_BYTES, length).toString());
      if (index.stamp !== stamp) return;
      this.#index = index;
      this.#descriptor = descriptor;
      this.#start = LENGTH_BYTES + length;
    } catch {
      // Stays empty.
    }
  }

  /** @param {string} question @returns {string | undefined} the file */
  found(question) {
    return this.#index.found[question];
  }

  /** @param {string} file @returns {Kept | undefined} nothing for a file that was written anew */
  take(file) {
    const place = this.#index.files[file];
    return place?.[0] === stampOf(file) ? this.#read(place) : undefined;
  }

  /** @param {Place} place @returns {Kept | undefined} */
  #read([stamp, offset, textLength, codeLength, encoding]) {
    if (this.#descriptor === undefined) return undefined;
    const both = readAt(this.#descriptor, this.#start + offset, textLength + codeLength);
    return { stamp, text: both.toString(encoding, 0, textLength), code: both.subarray(textLength) };
  }

  /**
   * Writes what is kept by now, perhaps by others, with what is new.
   * @param {Map<string, Kept>} files
   * @param {Map<string, string>} found
   */
  write(files, found) {
    const current = new CodePack(this.#file, this.#stamp);
    const all = new Map(Object.entries(current.#index.files).map(([file, place]) => [file, current.#read(place)]));
    for (const [file, kept] of files) all.set(file, kept);
    /** @type {Index} */
    const index = { stamp: this.#stamp, found: { ...current.#index.found, ...Object.fromEntries(found) }, files: {} };
    /** @type {Buffer[]} */
    const parts = [];
    let offset = 0;
    for (const [file, kept] of all) {
      if (kept === undefined) continue;
      // One byte a character is read faster, and most texts are plain.
      const encoding = Buffer.byteLength(kept.text) === kept.text.length ? "latin1" : "utf8";
      const text = Buffer.from(kept.text, encoding);
      index.files[file] = [kept.stamp, offset, text.length, kept.code.length, encoding];
      parts.push(text, kept.code);
      offset += text.length + kept.code.length;
    }
    const head = Buffer.from(JSON.stringify(index));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(head.length);
    const draft = `${this.#file}.${process.pid}`;
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    fs.writeFileSync(draft, Buffer.concat([length, head, ...parts]));
    fs.renameSync(draft, this.#file);
  }
}

module.exports = { CodePack, stampOf };
