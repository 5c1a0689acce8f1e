using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Import;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Golden;

namespace Osms.Ledger.Tests.OpenApi;

/// <summary>The document says all there is to say, and nothing that is not so.</summary>
public sealed class DocumentTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task Every_route_of_the_program_is_in_it_and_no_other()
    {
        var routes = from endpoint in api.Services.GetRequiredService<EndpointDataSource>().Endpoints
                     where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
                     let route = (RouteEndpoint)endpoint
                     from method in route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods
                     select $"{method} {route.RoutePattern.RawText}";

        (await ApiDocument.OfAsync(api)).Calls.Order().ShouldBe(routes.Order());
    }

    [Fact]
    public async Task Every_code_of_the_program_is_in_it_and_no_other()
    {
        var document = await ApiDocument.OfAsync(api);

        var described = Operations(document).SelectMany(ApiDocument.ProblemsOf).Select(problem => problem.Code)
            .Concat(["method-not-allowed", "not-found"]);

        described.Distinct().Order().ShouldBe(ProgramCodes.OfCalls.Order());
        var text = document.Root.GetProperty("info").GetProperty("description").GetString()!;
        ProgramCodes.OfCalls.ShouldAllBe(code => text.Contains($"| `{code}` |"));
    }

    [Fact]
    public async Task Everything_in_it_has_a_name_a_sentence_and_an_example()
    {
        var document = await ApiDocument.OfAsync(api);
        var missing = new List<string>();

        foreach (var call in Operations(document))
        {
            var name = call.GetProperty("operationId").GetString()!;
            call.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            call.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
            Undescribed(call, name, missing);
            foreach (var response in call.GetProperty("responses").EnumerateObject())
            {
                response.Value.GetProperty("description").GetString().ShouldNotBeNullOrEmpty();
                missing.AddRange(
                    from media in response.Value.GetProperty("content").EnumerateObject()
                    where !media.Value.TryGetProperty("examples", out var shown) || !shown.EnumerateObject().Any()
                    select $"{name} {response.Name} {media.Name} has no example");
            }
        }

        Undescribed(document.Root.GetProperty("components"), "components", missing);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_command_and_every_form_of_a_body_has_an_example()
    {
        var document = await ApiDocument.OfAsync(api);

        foreach (var call in Operations(document).Where(call => call.TryGetProperty("requestBody", out _)))
        {
            call.GetProperty("requestBody").GetProperty("content").EnumerateObject()
                .ShouldAllBe(media => media.Value.GetProperty("examples").EnumerateObject().Any());
        }

        var commands = document.Find("POST", "/v1/commands")!.Value.GetProperty("requestBody").GetProperty("content")
            .GetProperty("application/json");
        var shown = commands.GetProperty("examples").EnumerateObject()
            .Select(example => example.Value.GetProperty("value").GetProperty("command").GetString()!);
        shown.Distinct().ShouldBe(CommandOutline.All.Select(command => command.Name), ignoreOrder: true);
        commands.GetProperty("schema").GetProperty("oneOf").GetArrayLength().ShouldBe(CommandOutline.All.Count);
    }

    [Fact]
    public async Task Control_what_it_does_not_say_is_found()
    {
        var document = await ApiDocument.OfAsync(api);
        var reply = (await api.PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(1)}}"}""")).ShouldBe(200);

        document.Undescribed("POST", "/v1/history", reply).ShouldBeEmpty();
        document.Undescribed("POST", "/v1/histories", reply).ShouldNotBeEmpty();
        document.Undescribed("POST", "/v1/history", reply with { Status = 201 }).ShouldNotBeEmpty();
        document.Undescribed("POST", "/v1/history", reply with { ContentType = "text/html" }).ShouldNotBeEmpty();
        foreach (var wrong in (string[])
        [
            """{"iin":"850412499001","position":0,"events":[],"more":1}""",
            """{"iin":"850412499001","position":"0","events":[]}""",
            """{"iin":850412499001,"position":0,"events":[]}""",
            """{"iin":"850412499001","position":0}""",
            """{"iin":"850412499001","position":0,"events":[{}]}""",
        ])
        {
            document.Undescribed("POST", "/v1/history", new Reply(200, "application/json", null, wrong))
                .ShouldNotBeEmpty(wrong);
        }

        const string problem = """{"type":"t","title":"t","status":422,"code":"no-such-code"}""";
        document.Undescribed("POST", "/v1/history", new Reply(422, "application/problem+json", null, problem))
            .ShouldNotBeEmpty();
    }

    private static IEnumerable<JsonElement> Operations(ApiDocument document) =>
        from path in document.Root.GetProperty("paths").EnumerateObject()
        from call in path.Value.EnumerateObject()
        select call.Value;

    // Every field of an object, wherever in a schema it is.
    private static void Undescribed(JsonElement element, string path, List<string> missing)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Undescribed(item, path, missing);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject().Where(member => member.Name != "examples"))
            {
                if (member.Name == "properties")
                {
                    missing.AddRange(
                        from field in member.Value.EnumerateObject()
                        where !field.Value.TryGetProperty("description", out _)
                            && !field.Value.TryGetProperty("const", out _)
                        select $"{path}.{field.Name} has no description");
                }

                Undescribed(member.Value, $"{path}.{member.Name}", missing);
            }
        }
    }
}
