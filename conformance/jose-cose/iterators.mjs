// The suite maps over an iterator, which Node has from version 22 on.
const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
if (!iterator.map) {
  iterator.map = function* (change) {
    for (const item of this) yield change(item);
  };
}
