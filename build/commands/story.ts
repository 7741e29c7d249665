// `npm run story`: plays the story of the product without a person, on a private desktop; exits 0 only if all of it happened.
import { playStory } from '../run/play-story.ts'

process.exitCode = await playStory()
