export { installation, versionOf } from './root.ts';
export { clearUploads, freeBytes, saveUpload, type Upload } from './uploads.ts';
