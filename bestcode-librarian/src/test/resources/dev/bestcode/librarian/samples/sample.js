'use strict';
const fs = require('fs');

function plain(a) {
  function inner() {}
  return a;
}

const arrow = x => x + 1;
const fn = function named() {};

class Animal {
  static count = 0;
  constructor(name) { this.name = name; }
  speak() { return 'class Fake {}'; }
  get loud() { return true; }
}

exports.open = function (path) { return fs.open(path); };
module.exports.close = () => {};

const table = {
  lookup(key) { return key; },
  store: function (key) {},
};

function* numbers() { yield 1; }
