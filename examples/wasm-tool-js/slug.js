// A tool in JavaScript: the exported function is the world's `slug`. An error is thrown as the variant that the WIT
// declares.
export function slug(title, maxLength) {
  const words = title.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const text = words.join('-');
  if (text === '') throw { tag: 'empty' };
  if (maxLength != null && text.length > maxLength) throw { tag: 'too-long', val: text.length };
  return text;
}
