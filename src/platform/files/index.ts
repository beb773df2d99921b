export { installation, versionOf } from './root.ts';
export { sealKeyIn } from './seal-key.ts';
export { clearUploads, freeBytes, saveUpload, type Upload } from './uploads.ts';
