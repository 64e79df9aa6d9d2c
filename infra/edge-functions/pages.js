/*
 * Runs in CloudFront for each request of a page, before its cache is asked: "/towns/" is the file "towns/index.html", and
 * "/towns" leads to "/towns/". It knows nothing of which files there are.
 */

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name
function handler(event) {
  const request = event.request;
  const uri = request.uri;
  // "//example.org" would lead to another host, and so would a backslash: there are no such files.
  if (uri.startsWith("//") || uri.includes("\\")) return request;
  if (uri.endsWith("/")) {
    request.uri = `${uri}index.html`;
    return request;
  }
  if (uri.substring(uri.lastIndexOf("/") + 1).includes(".")) return request;
  return {
    statusCode: 301,
    statusDescription: "Moved Permanently",
    headers: {
      location: { value: `${uri}/${search(request.querystring)}` },
      "cache-control": { value: "public, max-age=0, s-maxage=5, must-revalidate" },
    },
  };
}

/** What stood behind the question mark, as it was sent. */
function search(query) {
  const parts = Object.keys(query).map((name) => {
    const values = query[name].multiValue || [query[name]];
    return values.map((each) => (each.value === "" ? name : `${name}=${each.value}`)).join("&");
  });
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}
