"use strict";
const { caseName } = require("./table");

const LEFT = 300;
const WIDTH = 620;
const ROW = 16;
const RIGHT = 120;

/**
 * Bars of every operation as SVG: seconds measured, and before them the part that is the floor. Lengths are logarithmic,
 * because a preview of a hundred and a creation of ten thousand share the page.
 * @param {import("./table").MeasuredCase[]} cases
 */
function plot(cases) {
  const all = cases.flatMap((measured) => measured.results.flatMap(({ seconds, floor }) => [seconds, floor]));
  const [low, high] = [Math.min(...all) / 2, Math.max(...all)];
  const length = (/** @type {number} */ seconds) => ((Math.log(seconds) - Math.log(low)) / (Math.log(high) - Math.log(low))) * WIDTH;
  /** @type {string[]} */
  const body = [];
  let y = 40;
  for (const measured of cases) {
    body.push(text(10, y + 11, caseName(measured), "bold"));
    for (const { operation, seconds, floor, ratio } of measured.results) {
      y += ROW;
      body.push(text(LEFT - 70, y + 11, operation));
      body.push(bar(y, length(seconds), "#e0763a"), bar(y, Math.min(length(floor), length(seconds)), "#4a7fb5"));
      body.push(text(LEFT + length(seconds) + 6, y + 11, `${seconds.toFixed(1)} s, ${ratio.toFixed(2)} x`));
    }
    y += ROW + 8;
  }
  const legend = `${text(10, 20, "Seconds (logarithmic); blue: the floor (engine with a provider that does nothing, and the service's own time); orange: above it")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LEFT + WIDTH + RIGHT}" height="${y + 10}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>${legend}${body.join("")}</svg>\n`;
}

/**
 * @param {number} y
 * @param {number} length
 * @param {string} colour
 */
function bar(y, length, colour) {
  return `<rect x="${LEFT}" y="${y + 2}" width="${length.toFixed(1)}" height="${ROW - 4}" fill="${colour}"/>`;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content without markup characters
 * @param {string} [weight]
 */
function text(x, y, content, weight = "normal") {
  return `<text x="${x.toFixed(1)}" y="${y}" font-weight="${weight}">${content}</text>`;
}

module.exports = { plot };
