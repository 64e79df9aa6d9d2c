import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

/**
 * A client of DynamoDB as everything here uses it. The SDK prepares each request and each answer for a log that nobody keeps,
 * an eighth of all the work of a process that reads much: that step is left out.
 */
export function openClient(config: DynamoDBClientConfig): DynamoDBClient {
  const client = new DynamoDBClient(config);
  client.middlewareStack.remove("loggerMiddleware");
  return client;
}
