/** What the evidence card needs, fetched when a figure is asked for the first time: no page needs it to be read. */
export { explain } from '@ordiplan/planner';
export { default as EvidenceCard } from './components/EvidenceCard.svelte';
