// Gives properties the count and the seed of `npm run prove`; without them they keep their own small count.
const { COUNT, SEED } = process.env

if (COUNT !== undefined || SEED !== undefined) {
  // Loaded only then: most test files state no property.
  const { configureGlobal } = await import('fast-check')
  configureGlobal({
    ...(COUNT !== undefined && { numRuns: Number(COUNT) }),
    ...(SEED !== undefined && { seed: Number(SEED) }),
  })
}
