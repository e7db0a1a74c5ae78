"use strict";
// Each engine command takes seconds on a small machine, and a test runs several.
jest.setTimeout(600_000);
