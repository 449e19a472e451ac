using Verify = Artel.Analyzers.Tests.CSharpVerifier<Artel.Analyzers.FunctionPermissionAnalyzer>;

namespace Artel.Analyzers.Tests;

/// <summary>Statement 115 for functions, at compile time: what neither the method nor its class declares it may not do.</summary>
public class FunctionPermissionAnalyzerTests
{
    // The compiler that these tests run has no params spans yet: calls are given an empty one.
    private static string Source(string members, string attributes = "") => $$"""
        using Artel;
        using System.Threading.Tasks;

        {{attributes}}
        internal class Api
        {
            {{members}}
            private static void Helper(ProcessContext process) => process.Send("name", "topic");
        }
        """;

    [Theory]
    [InlineData("internal static void {|ART0101:M|}(ProcessContext process) => process.Send(\"name\", \"topic\");")]
    [InlineData("internal static void {|ART0101:M|}(ProcessContext process) => Helper(process);")]
    [InlineData("internal static Task {|ART0101:M|}(ProcessContext process) => process.Functions.CallAsync(\"app:f\", default);")]
    [InlineData("internal void {|ART0101:M|}(ProcessContext process) => process.Functions.Start<int>(\"app:f\", default);")]
    [InlineData("internal static object {|ART0101:M|}(ProcessContext process) => process.Functions.WithActor(null!);")]
    [InlineData("[Permission(Permissions.CallFunction, \"app:other\")] internal static Task {|ART0102:M|}(ProcessContext process) => process.Functions.CallAsync(\"app:f\", default);")]
    public Task What_is_not_declared_is_flagged_at_the_function(string method) => Verify.VerifyAsync(Source("[Function(\"app:m\")] " + method));

    [Theory]
    [InlineData("[Permission(Permissions.Send)] internal static void M(ProcessContext process) => Helper(process);", "")]
    [InlineData("internal static void M(ProcessContext process) => Helper(process);", "[Permission(Permissions.Send)]")]
    [InlineData("[Permission(Permissions.CallFunction, \"app:*\")] internal static Task M(ProcessContext process) => process.Functions.CallAsync(\"app:f\", default);", "")]
    [InlineData("internal static int M(int x) => x;", "[Permission(Permissions.Send)]")]
    public Task What_the_method_or_its_class_declares_is_left_alone(string method, string attributes) =>
        Verify.VerifyAsync(Source("[Function(\"app:m\")] " + method, attributes));

    [Fact]
    public Task What_a_method_declares_and_does_not_do_is_a_hint() => Verify.VerifyAsync(Source(
        "[Function(\"app:m\"), {|ART0103:Permission(Permissions.Send)|}] internal static int M(int x) => x;"));

    [Fact]
    public Task Consumers_are_functions_and_other_methods_are_none() => Verify.VerifyAsync(Source(
        "[QueueConsumer(\"app:q\")] internal static void {|ART0101:M|}(ProcessContext process) => Helper(process); internal static void N(ProcessContext process) => Helper(process);"));
}
