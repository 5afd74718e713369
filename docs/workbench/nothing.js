// What the language service asks of a server, and never needs in a page.

export class NotificationType {}
export class RequestType {}
export class ResponseError extends Error {}
export const ErrorCodes = {};
export const sep = "/";
export const join = (...parts) => parts.join(sep);
export const [basename, dirname, extname, normalize, relative, resolve] = Array(6).fill(String);
export const isAbsolute = () => true;
export const existsSync = () => false;
export const [format, pathToFileURL, fileURLToPath, readFileSync] = Array(4).fill(String);
export default {};
