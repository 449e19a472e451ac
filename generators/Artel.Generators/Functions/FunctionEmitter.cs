using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes the class of a function: its definition, its process and its callers.</summary>
internal static class FunctionEmitter
{
    private const string Context = "global::Artel.ProcessContext";
    private const string Step = "global::Artel.BehaviorStep";

    public static SourceText Emit(NamedFunction named)
    {
        var writer = GeneratedFile.Begin();
        CallerEmitter.Open(writer, named.Caller);
        EmitDefinition(writer, named.Function);
        CallerEmitter.EmitCallers(writer.Blank(), named.Caller);
        EmitProcess(writer.Blank(), named.Function);
        CallerEmitter.Close(writer, named.Caller);
        return writer.ToSourceText();
    }

    private static void EmitDefinition(IndentedWriter writer, FunctionModel function)
    {
        writer.Open("internal static global::Artel.ProcessDefinition Definition { get; } = new(FunctionId, static activation => new Call(activation))");
        writer.Line("Language = \"C#\",");
        if (function.Host is not null)
            writer.Line($"Host = {Literals.Text(function.Host)},");
        writer.Line($"Permissions = {DefinitionEmitter.Permissions(function.Permissions)},");
        writer.Line($"IsSynchronous = {Literals.Boolean(!function.HasScope && !function.Method.MayAwait)},");
        writer.Close("};");
    }

    private static void EmitProcess(IndentedWriter writer, FunctionModel function)
    {
        var values = function.Method.Parameters.Where((parameter, index) => IsValue(function, index)).ToList();
        writer.Open("private sealed class Call : global::Artel.FunctionBehavior");
        for (var i = 0; i < values.Count; i++)
            writer.Line($"private readonly {values[i].Type} _argument{i};");
        if (values.Count > 0)
            writer.Blank();
        var sees = function.Method.Parameters.Any(static parameter => parameter.Source is ParameterSource.Cancelled or ParameterSource.Process);
        writer.Line("public Call(global::Artel.ProcessActivation activation)");
        writer.Deeper($": base(activation, seesCancel: {Literals.Boolean(sees)})");
        writer.Line("{").Indent();
        for (var i = 0; i < values.Count; i++)
            writer.Line($"_argument{i} = {SpawnArgument.Expression(values[i], i)};");
        writer.Close().Blank();
        if (function.HasScope)
            EmitScopedRun(writer, function);
        else
            EmitRun(writer, function);
        writer.Close();
    }

    private static void EmitRun(IndentedWriter writer, FunctionModel function)
    {
        var call = Expression(function, function.Type);
        var run = $"protected override {Step} Run({Context} process)";
        if (function.Method.Returns == ReturnShape.Nothing)
            writer.Open(run).Line(call + ";").Line($"return {Step}.End(null);").Close();
        else
            writer.Line(run + " =>").Deeper($"{Step}.{(function.Method.Returns == ReturnShape.Value ? "End" : "Main")}({call});");
    }

    private static void EmitScopedRun(IndentedWriter writer, FunctionModel function)
    {
        var answer = function.Method.Answer;
        writer.Line($"protected override {Step} Run({Context} process) => {Step}.Main(RunAsync(process));").Blank();
        writer.Open($"private async global::System.Threading.Tasks.Task{(answer is null ? "" : $"<{answer}>")} RunAsync({Context} process)");
        writer.Line("await using var activation = OpenScope();");
        var target = function.Type;
        if (!function.IsStatic)
        {
            target = "target";
            writer.Line($"var target = activation.Own(new {function.Type}({string.Join(", ", function.Constructor)}));");
        }

        var awaits = function.Method.Returns is ReturnShape.Nothing or ReturnShape.Value ? "" : "await ";
        writer.Line($"{(answer is null ? "" : "return ")}{awaits}{Expression(function, target)};");
        writer.Close();
    }

    private static string Expression(FunctionModel function, string target)
    {
        var next = 0;
        var arguments = function.Method.Parameters.Select((parameter, index) => parameter.Source switch
        {
            ParameterSource.Process => "process",
            ParameterSource.Cancelled => "process.Cancelled",
            _ => function.Services[index] is { Length: > 0 } service ? service : $"_argument{next++}",
        });
        return $"{target}.{function.Method.Name}({string.Join(", ", arguments)})";
    }

    private static bool IsValue(FunctionModel function, int index) =>
        function.Method.Parameters[index].Source == ParameterSource.Value && function.Services[index].Length == 0;
}
