using Osms.Ledger.Api.Commands;

return await CommandLine.RunAsync(args);
