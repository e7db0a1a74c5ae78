"use strict";
// How long a test takes says nothing about what it tests, and small machines are noisy.
jest.setTimeout(180_000);
