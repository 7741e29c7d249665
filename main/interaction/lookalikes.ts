// Letters that look like an ASCII letter in common faces: our own small table, one writing system a line.

/** Lookalikes and, at the same position, what each is taken for. */
const table: readonly (readonly [strange: string, plain: string])[] = [
  // Cyrillic
  [
    'авеѕіјкмнорстухԁԛԝһӏгьпАВЕЅІЈКМНОРСТУҮХԌԚԜѴѵӀЗ',
    'abesijkmhopctyxdqwhlrbnABESIJKMHOPCTYYXGQWVvI3',
  ],
  // Greek
  ['αβγεηικνορστυχωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abyenikvopotuxwcjABEZHIKMNOPTYX'],
  // Armenian
  ['օոսհցզյլաՕՍԼՏ', 'onuhgqjlwOULS'],
  // Cherokee
  ['ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ', 'ABCDEGHJKLMPRSTVWZ'],
  // Latin letters outside ASCII
  ['ıȷɑɡɩʏʟᴏᴄᴠᴡᴢꜱǀ', 'ijagiylocvwzsl'],
]

/** The ASCII character that each lookalike is taken for. Full-width and mathematical letters come by NFKC instead. */
export const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  table.flatMap(([strange, plain]) =>
    Array.from(strange, (character, at) => [character, plain.charAt(at)]),
  ),
)
