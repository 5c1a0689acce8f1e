using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("Osms.Ledger.Tests.Hosting.CleaningTestFramework", "Osms.Ledger.Tests")]

namespace Osms.Ledger.Tests.Hosting;

/// <summary>
/// Cleans up after the last test and before the run is reported as finished. AppDomain.ProcessExit would be too
/// late: the test platform kills its host a tenth of a second after the report.
/// </summary>
public sealed class CleaningTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(name, sources, diagnostics)
    {
        // The base class has it "async void" too; the runner reports what goes wrong.
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(
                TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly,
        IEnumerable<IXunitTestCase> cases,
        IMessageSink diagnostics,
        IMessageSink execution,
        ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            await Aggregator.RunAsync(TestPostgres.EndAsync);
            await Aggregator.RunAsync(TestDirectory.EndAsync);
            await base.BeforeTestAssemblyFinishedAsync();
        }
    }
}
