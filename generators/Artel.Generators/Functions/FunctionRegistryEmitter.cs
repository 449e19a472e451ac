using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>A function, as the registry adds it.</summary>
/// <param name="Type">The class that has its definition.</param>
/// <param name="Method">The method, as an error names it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Consumer">The queue that it consumes; null for none.</param>
internal sealed record RegisteredFunction(string Type, string Method, string Id, ConsumerModel? Consumer)
{
    public static RegisteredFunction Of(NamedFunction named) => new(
        named.Caller.FullType,
        $"{named.Function.Type.Replace("global::", "")}.{named.Function.Method.Name}",
        named.Function.Id,
        named.Function.Consumer);
}

/// <summary>The functions of an assembly.</summary>
/// <param name="Namespace">The assembly's own namespace; empty where it does not use Artel.</param>
/// <param name="Functions">The functions, in order.</param>
internal sealed record FunctionRegistryModel(string Namespace, EquatableArray<RegisteredFunction> Functions);

/// <summary>Writes what adds the functions in C#, for the registry of all definitions.</summary>
internal static class FunctionRegistryEmitter
{
    /// <summary>The statement with which the registry of all definitions calls it.</summary>
    public const string Call = "FunctionRegistry.AddTo(artel);";

    public static void Emit(SourceProductionContext context, FunctionRegistryModel registry)
    {
        if (registry.Functions.Count == 0 || registry.Namespace.Length == 0)
            return;
        var writer = GeneratedFile.Begin();
        writer.Open("namespace " + registry.Namespace);
        writer.Line(GeneratedFile.Attribute);
        writer.Open("internal static class FunctionRegistry");
        writer.Open("internal static void AddTo(global::Artel.ArtelBuilder artel)");
        foreach (var function in registry.Functions)
        {
            writer.Line($"artel.AddFunction({function.Type}.Definition, {Literals.Text(function.Method)});");
            if (function.Consumer is { } consumer)
                writer.Line(ConsumerOf(consumer.Queue, Literals.Text(function.Id), consumer.Settings));
        }

        writer.Close().Close().Close();
        context.AddSource("ArtelFunctions.g.cs", writer.ToSourceText());
    }

    /// <summary>The statement that has a function consume a queue.</summary>
    public static string ConsumerOf(string queue, string function, EquatableArray<string> settings)
    {
        var options = string.Concat(settings.Select(static setting => $" options.{setting};"));
        return $"artel.AddQueueConsumer({Literals.Text(queue)}, {function}{(options.Length == 0 ? "" : $", static options => {{{options} }}")});";
    }
}
