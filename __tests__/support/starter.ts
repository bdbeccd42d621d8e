/** A configuration's text with every line of it that is commented out. */
export function everyLineSwitchedOn(starter: string): string {
  return starter.replace(/^( *)# (?= *(?:- )?\w+:)/gm, "$1");
}
