using System.Globalization;
using Microsoft.CodeAnalysis.Text;

namespace Artel.Generators;

/// <summary>Writes the generated part of a process class.</summary>
internal static class ProcessEmitter
{
    private const string Argument = "__artelArgument";

    public static SourceText Emit(ProcessModel process)
    {
        var writer = GeneratedFile.Begin();
        if (process.Namespace.Length > 0)
            writer.Open("namespace " + process.Namespace);
        foreach (var container in process.Containers)
            writer.Open(container);

        writer.Line($"/// <summary>The process <c>{Literals.Xml(process.Id)}</c>.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"{process.Header} : global::Artel.IProcess");
        EmitFields(writer, process);
        EmitProperty(writer, process);
        DefinitionEmitter.Emit(writer.Blank(), process);
        EmitStart(writer.Blank(), process);
        ReceiveEmitter.Emit(writer.Blank(), process);
        NotifyEmitter.Emit(writer.Blank(), process);
        writer.Close();

        for (var i = process.Containers.Count + (process.Namespace.Length > 0 ? 1 : 0); i > 0; i--)
            writer.Close();
        return writer.ToSourceText();
    }

    private static void EmitFields(IndentedWriter writer, ProcessModel process)
    {
        writer.Line("private global::Artel.ProcessContext? __artelContext;");
        foreach (var (parameter, index) in MainArguments(process))
            writer.Line($"private {parameter.Type} {MainArgument(index)} = default!;");
        writer.Blank();
    }

    private static void EmitProperty(IndentedWriter writer, ProcessModel process)
    {
        writer.Line("/// <summary>The process's own operations, from its first message to its end.</summary>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">The process has not started yet, as in the constructor.</exception>");
        var early = Literals.Text($"{process.Type.Replace("global::", "")}.Process can't be used before the process has started, and the constructor runs before that.");
        writer.Line($"{process.PropertyModifiers} global::Artel.ProcessContext Process =>");
        writer.Deeper($"__artelContext ?? throw new global::System.InvalidOperationException({early});");
    }

    private static void EmitStart(IndentedWriter writer, ProcessModel process)
    {
        writer.Open("global::Artel.BehaviorStep global::Artel.IProcessBehavior.Start(global::Artel.ProcessContext process)");
        writer.Line("__artelContext = process;");
        if (process.Main is { } main)
        {
            writer.Begin().Part(main.Returns switch
            {
                ReturnShape.Nothing => "",
                ReturnShape.Value => "return global::Artel.BehaviorStep.End(",
                _ => "return global::Artel.BehaviorStep.Main(",
            });
            MethodCall.Emit(writer, main, "process", Argument);
            if (main.Returns == ReturnShape.Nothing)
                writer.Part(";").Blank().Line("return global::Artel.BehaviorStep.End(null);");
            else
                writer.Part(");").Blank();
        }
        else
        {
            writer.Line("return global::Artel.BehaviorStep.Done;");
        }

        writer.Close();
    }

    /// <summary>Main's parameters that are arguments of the spawn, with their place among them.</summary>
    internal static IEnumerable<(ParameterModel Parameter, int Index)> MainArguments(ProcessModel process) =>
        process.Main is { } main
            ? main.Values.Select(static (parameter, index) => (parameter, index))
            : [];

    internal static string MainArgument(int index) => Argument + index.ToString(CultureInfo.InvariantCulture);
}
