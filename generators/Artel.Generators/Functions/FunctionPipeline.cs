using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>The steps from methods and Lua files that are functions to their classes; a part of the generator's pipeline.</summary>
/// <param name="Functions">The functions in C#, named.</param>
/// <param name="Payloads">The payload types that functions use.</param>
internal readonly record struct FunctionPipeline(
    IncrementalValuesProvider<NamedFunction> Functions, IncrementalValueProvider<EquatableArray<PayloadTypeModel>> Payloads)
{
    /// <summary>Registers the steps.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="marked">What the marked declarations were read as.</param>
    /// <param name="luaFiles">The Lua files that are definitions.</param>
    /// <param name="space">The project's namespace.</param>
    /// <param name="assemblies">The compiled assembly.</param>
    public static FunctionPipeline Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<MarkedReadings> marked,
        IncrementalValuesProvider<LuaFile> luaFiles,
        IncrementalValueProvider<string> space,
        IncrementalValueProvider<ArtelReferences> assemblies)
    {
        var all = marked
            .SelectMany(static (all, _) => all.Functions)
            .WithTrackingName(TrackingNames.FunctionReadings);
        context.RegisterSourceOutput(all.SelectMany(static (reading, _) => reading.Problems), static (output, problem) =>
            output.ReportDiagnostic(problem.ToDiagnostic()));

        var functions = all
            .SelectMany(static (reading, _) => reading.Function is { } function ? new[] { function } : [])
            .Collect()
            .SelectMany(static (functions, _) => FunctionNames.Distinguish(functions))
            .WithTrackingName(TrackingNames.Functions);
        context.RegisterSourceOutput(functions, static (output, function) =>
            output.AddSource(function.Caller.FileName + ".g.cs", FunctionEmitter.Emit(function)));

        var luaFunctions = luaFiles.Collect().Combine(space).Combine(functions.Collect()).Combine(context.CompilationProvider)
            .SelectMany(static (all, _) => FunctionNames.Assign(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .Select(static (lua, _) => LuaReferences.CallerOf(lua))
            .WithTrackingName(TrackingNames.LuaFunctions);
        context.RegisterSourceOutput(luaFunctions, static (output, function) =>
            output.AddSource(function.FileName + ".g.cs", CallerEmitter.Emit(function)));

        var registry = functions.Select(static (function, _) => RegisteredFunction.Of(function)).Collect().Combine(assemblies)
            .Select(static (all, _) => new FunctionRegistryModel(all.Right.Artel ? all.Right.Namespace : "", all.Left.ToEquatableArray()))
            .WithTrackingName(TrackingNames.FunctionRegistry);
        context.RegisterSourceOutput(registry, FunctionRegistryEmitter.Emit);

        var payloads = all.Select(static (reading, _) => reading.PayloadTypes).Collect()
            .Combine(luaFunctions.Select(static (function, _) => function.Payloads).Collect())
            .Select(static (types, _) => PayloadReading.Join(types.Left.AddRange(types.Right)))
            .WithTrackingName(TrackingNames.FunctionPayloads);
        return new(functions, payloads);
    }
}
