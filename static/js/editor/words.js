// Words and numbers of lines, as the server sees them. Pure: knows no page.

const HIDDEN = /[^\P{C}\n\t]/gu; // control characters and marks of direction that no printer shows

export function clean(text) {
  return text.replace(/\r\n?/g, "\n").normalize("NFC").replace(HIDDEN, "");
}

// The same as core.text.squeeze: what a line holds once it is stored.
export function squeeze(text) {
  return clean(text).replace(/\s+/gu, " ").trim();
}

// Without tone marks, đ as d, lower case: what search compares.
export function fold(text) {
  return text
    .toLowerCase()
    .replace(/đ/g, "d")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}

// Two writings of the same words: spaces and code points may differ, letters may not.
export function sameWords(one, other) {
  return one.normalize("NFC").replace(/\s+/gu, "") === other.normalize("NFC").replace(/\s+/gu, "");
}

// crypto.randomUUID needs https, which an office network often has not.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const STYLES = [
  ["part", /^(phần|chương|mục)\s+(thứ\s+\S+|[ivxlc]+|\d+)[.:]?$/i],
  ["article", /^điều\s+\d+[.:]?$/i],
  ["roman", /^[IVXL]+\s*[.)/:-]?$/],
  ["decimal", /^\d+(\.\d+)+\s*[.)/:]?$/],
  ["arabic", /^\d+\s*[.)/:]?$/],
  ["letter", /^[a-zđ]\d?\s*[.)/]$/i],
  ["dash", /^[-–—‑]$/],
  ["plus", /^\+$/],
];

export function markerStyle(marker) {
  if (!marker) return "none";
  const found = STYLES.find(([, pattern]) => pattern.test(marker));
  return found ? found[0] : "other";
}

const ROMANS = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];

export function roman(number) {
  let out = "";
  for (const [value, letters] of ROMANS) {
    while (number >= value) {
      out += letters;
      number -= value;
    }
  }
  return out;
}

function fromRoman(letters) {
  for (let number = 1; number < 100; number += 1) if (roman(number) === letters) return number;
  return 0;
}

const LETTERS = "abcdđeghiklmnopqrstuvxy"; // Nghị định 30/2020, Phụ lục I, mục II.5

// The marker of the next line of the same list: "II." → "III.", "b)" → "c)", "-" → "-".
export function nextMarker(marker) {
  const style = markerStyle(marker);
  if (style === "roman") {
    return marker.replace(/^[IVXL]+/, (letters) => roman(fromRoman(letters) + 1));
  }
  if (style === "arabic" || style === "decimal" || style === "article") {
    return marker.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1));
  }
  if (style === "letter") {
    return marker.replace(/^./, (letter) => {
      const at = LETTERS.indexOf(letter.toLowerCase());
      const next = LETTERS[at + 1] || letter;
      return letter === letter.toLowerCase() ? next : next.toUpperCase();
    });
  }
  if (style === "part") {
    return marker.replace(/([IVXL]+|\d+)(?=[.:]?$)/, (number) =>
      /\d/.test(number) ? String(Number(number) + 1) : roman(fromRoman(number) + 1));
  }
  return marker;
}

// What stands at the beginning of a typed or pasted line: {marker, text}, or null where nothing does.
export function leadingMarker(text) {
  const found = /^\s*((?:phần|chương)\s+[IVXL\d]+[.:]|điều\s+\d+[.:]|[IVXL]+[.)]|\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–—+*•])(?:\s+|$)/i
    .exec(text);
  if (!found || (/^[ivxl]+[.)]$/.test(found[1]) && !/^[a-z]\)$/.test(found[1]))) return null;
  let marker = found[1];
  if (/^[–—•]$/.test(marker)) marker = "-";
  return { marker, text: text.slice(found[0].length) };
}

// What a new list of that style starts with, and where it usually stands in a plan.
const USUAL = {
  part: { kind: "heading", level: 1 },
  article: { kind: "heading", level: 1 },
  roman: { kind: "heading", level: 1 },
  arabic: { kind: "heading", level: 2 },
  decimal: { kind: "heading", level: 3 },
};

// Kind and level of a line that gets this marker: those of the nearest line above with the same style.
export function shapeFor(marker, above) {
  const style = markerStyle(marker);
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const line = above[index];
    if (line.kind !== "table" && markerStyle(line.marker) === style) return { kind: line.kind, level: line.level };
  }
  if (USUAL[style]) return { ...USUAL[style] };
  return { kind: "paragraph", level: bodyLevel(above, style === "plus" ? "dash" : "") };
}

// How deep running text stands here: one deeper than the heading above, "+" one deeper than "-".
function bodyLevel(above, under = "") {
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const line = above[index];
    if (under && markerStyle(line.marker) === under) return Math.min(line.level + 1, 9);
    if (line.kind === "heading") return Math.min(line.level + 1, 9);
  }
  return 1;
}

const LADDER = ["I.", "1.", "a)", "-", "+"];

// The marker after Tab or Shift+Tab: that of the list on the new level, or the next kind of number.
export function markerAt(level, deeper, line, above) {
  if (!line.marker) return "";
  for (let index = above.length - 1; index >= 0; index -= 1) {
    const other = above[index];
    if (other.level < level) break;
    if (other.level === level && other.kind !== "table" && other.marker) return nextMarker(other.marker);
  }
  const style = markerStyle(line.marker);
  const place = LADDER.findIndex((marker) => markerStyle(marker) === style);
  if (style === "dash" || style === "plus") {
    const dashAbove = above.length && markerStyle(above[above.length - 1].marker) === "dash";
    if (deeper) return style === "dash" && dashAbove ? "+" : line.marker;
    return style === "plus" ? "-" : line.marker;
  }
  if (place < 0) return line.marker;
  return LADDER[Math.max(0, Math.min(2, place + (deeper ? 1 : -1)))];
}

// A pasted text cut at its line ends, when the server cannot be asked.
export function splitLocally(text, { region, kind, level }, above) {
  const seen = [...above];
  const out = [];
  for (const printed of clean(text).split("\n")) {
    if (!printed.trim()) continue;
    const found = leadingMarker(printed);
    const line = found
      ? { ...shapeFor(found.marker, seen), marker: found.marker, text: squeeze(found.text) }
      : { kind: kind === "heading" ? "paragraph" : kind, level, marker: "", text: squeeze(printed) };
    out.push({ region, role: "", columns: [], rows: [], ...line });
    seen.push(line);
  }
  return out;
}

// Where two texts differ: the common beginning, both middles, the common end; cut between words.
export function difference(mine, theirs) {
  const one = mine.split(/(?<=\s)/), other = theirs.split(/(?<=\s)/);
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]
  ) {
    end += 1;
  }
  const cut = (parts) => [
    parts.slice(0, start).join(""), parts.slice(start, parts.length - end).join(""), parts.slice(parts.length - end).join(""),
  ];
  return { mine: cut(one), theirs: cut(other) };
}

export function clock(date) {
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}
