using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes the typed callers of a function, in C# or Lua: extensions of the executor.</summary>
internal static class CallerEmitter
{
    private const string Executor = "global::Artel.FunctionExecutor";
    private const string Token = "global::System.Threading.CancellationToken";
    private const string Errors =
        "INVALID, PERMISSION_DENIED, NOT_FOUND, UNAVAILABLE, RATE_LIMITED, TIMEOUT, CANCELED; or the error that the function ended with";

    public static SourceText Emit(CallerModel caller)
    {
        var writer = GeneratedFile.Begin();
        Open(writer, caller);
        EmitCallers(writer, caller);
        if (caller.Records.Count > 0)
            writer.Blank();
        foreach (var record in caller.Records)
            ReferenceEmitter.EmitRecord(writer, record);
        Close(writer.TrimBlank(), caller);
        return writer.ToSourceText();
    }

    /// <summary>Begins the class.</summary>
    public static void Open(IndentedWriter writer, CallerModel caller)
    {
        if (caller.Namespace.Length > 0)
            writer.Open("namespace " + caller.Namespace);
        writer.Line($"/// <summary>The function <c>{Literals.Xml(caller.Id)}</c>, called with its types.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"{ReferenceEmitter.Modifier(caller.IsPublic)} static class {caller.Type}");
        writer.Line("/// <summary>The function's id.</summary>");
        writer.Line($"public const string FunctionId = {Literals.Text(caller.Id)};").Blank();
    }

    public static void Close(IndentedWriter writer, CallerModel caller)
    {
        writer.Close();
        if (caller.Namespace.Length > 0)
            writer.Close();
    }

    public static void EmitCallers(IndentedWriter writer, CallerModel caller)
    {
        string functions = ReferenceEmitter.Distinct("functions", caller.Parameters), cancelled = ReferenceEmitter.Distinct("cancellationToken", caller.Parameters);
        var declarations = string.Join(", ", new[] { $"this {Executor} {functions}" }
            .Concat(ReferenceEmitter.Declarations(caller.Parameters)).Append($"{Token} {cancelled} = default"));
        // Spelled out also where there are none: an older compiler knows no params spans.
        var arguments = caller.Parameters.Count == 0
            ? "global::System.Array.Empty<object?>()"
            : $"new object?[] {{ {string.Join(", ", caller.Parameters.Select(static parameter => TypeNames.Identifier(parameter.Name)))} }}";
        var executor = $"{functions}.WithCancellation({cancelled})";

        Document(writer, caller, functions, cancelled, "and waits for its end");
        var result = caller.Result is null ? "" : $"<{caller.Result}>";
        writer.Line($"public static global::System.Threading.Tasks.Task{result} {caller.Name}Async({declarations}) =>");
        writer.Deeper($"{executor}.CallAsync{result}(FunctionId, {arguments});").Blank();

        Document(writer, caller, functions, cancelled, "and goes on at once");
        var value = caller.Result ?? "object?";
        writer.Line($"public static global::Artel.Future<{value}> Start{caller.Name}({declarations}) =>");
        writer.Deeper($"{executor}.Start<{value}>(FunctionId, {arguments});");
    }

    private static void Document(IndentedWriter writer, CallerModel caller, string functions, string cancelled, string how)
    {
        writer.Line($"/// <summary>Calls <c>{Literals.Xml(caller.Id)}</c> {how}.</summary>");
        writer.Line($"/// <param name=\"{functions}\">How it is called: <c>Process.Functions</c>, or one with options.</param>");
        foreach (var parameter in caller.Parameters)
            writer.Line($"/// <param name=\"{parameter.Name}\">An argument of the function.</param>");
        writer.Line($"/// <param name=\"{cancelled}\">Cancels the call.</param>");
        writer.Line($"/// <exception cref=\"global::Artel.ProcessException\">{Errors}.</exception>");
    }
}
