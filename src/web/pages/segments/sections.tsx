export { Sections as CustomerSections } from '../customers/sections.tsx';
