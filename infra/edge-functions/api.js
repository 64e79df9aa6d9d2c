/*
 * Runs in CloudFront for each request to the API, before its cache is asked. It says who asks, in a header that a visitor could
 * send as well: the API believes it beside CloudFront's own proof only. A search is the same for everybody: it goes on without
 * cookies, and asks for one of the two things that there are, so that few answers serve all.
 */

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  request.headers["x-mainstreet-viewer"] = { value: event.viewer.ip };
  const reads = request.method === "GET" || request.method === "HEAD";
  if (request.uri !== "/api/listings" || !reads) return request;
  request.cookies = {};

  const accept = request.headers.accept ? request.headers.accept.value : "";
  const isMap = accept.includes("application/geo+json");
  request.headers.accept = { value: isMap ? "application/geo+json" : "application/json" };
  return request;
}
