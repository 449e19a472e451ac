using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Generators;

/// <summary>
/// Completes process classes: their dispatch, their definitions, the codecs of their payloads and <c>AddDefinitions</c>. This file is
/// the pipeline; what flows through it are models of plain values, so that a step whose model did not change ends there.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ArtelGenerator : IIncrementalGenerator
{
    private const string FolderProperty = "build_property.projectdir";
    private const string NamespaceProperty = "build_property.rootnamespace";
    private const string PathMetadata = "build_metadata.AdditionalFiles.ArtelLuaPath";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var marked = context.CompilationProvider
            .Select(static (compilation, cancelled) => MarkedReadings.Of(compilation, cancelled))
            .WithTrackingName(TrackingNames.Marked);
        var readings = marked
            .SelectMany(static (all, _) => all.Processes)
            .WithTrackingName(TrackingNames.Readings);

        var processes = readings
            .SelectMany(static (reading, _) => reading.Process is { } process ? new[] { process } : [])
            .Collect()
            .SelectMany(static (all, _) => ProcessFiles.Name(all))
            .WithTrackingName(TrackingNames.Processes);
        context.RegisterSourceOutput(processes, static (output, process) =>
            output.AddSource(process.FileName + ".g.cs", ProcessEmitter.Emit(process)));

        var references = processes
            .Select(static (process, _) => ProcessReferences.Of(process))
            .Collect()
            .SelectMany(static (all, _) => ReferenceNames.Distinguish(all))
            .WithTrackingName(TrackingNames.References);
        context.RegisterSourceOutput(references, static (output, reference) =>
            output.AddSource(reference.FileName + ".g.cs", ReferenceEmitter.Emit(reference)));

        var problems = readings
            .SelectMany(static (reading, _) => reading.Problems)
            .WithTrackingName(TrackingNames.Problems);
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.ToDiagnostic()));

        var luaProcesses = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".lua", StringComparison.OrdinalIgnoreCase))
            .Select(static (file, cancelled) => (File: file, Processes: LuaProcessReader.Read(file, cancelled)))
            .WithTrackingName(TrackingNames.LuaProcesses);
        var luaFiles = luaProcesses.Combine(context.AnalyzerConfigOptionsProvider)
            .SelectMany(static (lua, _) => Definitions(lua.Left.File, lua.Left.Processes, lua.Right))
            .WithTrackingName(TrackingNames.LuaFiles);

        var space = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue(NamespaceProperty, out var name) ? name : "");
        var luaReferences = luaFiles.Collect().Combine(space).Combine(references.Collect()).Combine(context.CompilationProvider)
            .SelectMany(static (all, _) => LuaNames.Assign(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .Select(static (lua, _) => LuaReferences.Of(lua))
            .WithTrackingName(TrackingNames.LuaReferences);
        context.RegisterSourceOutput(luaReferences, static (output, reference) =>
            output.AddSource(reference.FileName + ".g.cs", ReferenceEmitter.Emit(reference)));

        var payloadReadings = marked
            .SelectMany(static (all, _) => all.Payloads)
            .WithTrackingName(TrackingNames.PayloadReadings);
        var gaps = payloadReadings
            .Select(static (reading, _) => reading.Problems)
            .WithTrackingName(TrackingNames.PayloadProblems);
        context.RegisterSourceOutput(gaps, static (output, problems) =>
        {
            foreach (var problem in problems)
                output.ReportDiagnostic(problem.ToDiagnostic());
        });

        var assemblies = context.CompilationProvider
            .Select(static (compilation, _) => ArtelReferences.Of(compilation))
            .WithTrackingName(TrackingNames.Assemblies);
        var functions = FunctionPipeline.Register(context, marked, luaFiles, space, assemblies);

        var payloadTypes = payloadReadings.Select(static (reading, _) => reading.Types).WithTrackingName(TrackingNames.PayloadTypes);
        var used = readings.Select(static (reading, _) => reading.PayloadTypes);
        var ofLua = luaReferences.Select(static (reference, _) => reference.Payloads);
        var payloads = payloadTypes.Collect().Combine(used.Collect()).Combine(ofLua.Collect()).Combine(functions.Payloads)
            .Select(static (types, _) => PayloadReading.Join(types.Left.Left.Left.AddRange(types.Left.Left.Right).AddRange(types.Left.Right).Add(types.Right)))
            .WithTrackingName(TrackingNames.Payloads);
        context.RegisterSourceOutput(payloads, static (output, types) =>
        {
            foreach (var problem in PayloadKinds.FindTwins(types))
                output.ReportDiagnostic(problem.ToDiagnostic());
            if (types.Count > 0)
                output.AddSource("ArtelPayloads.g.cs", PayloadEmitter.Emit(types));
        });

        var supervisors = SupervisorPipeline.Register(context, marked);
        var processNames = processes.Select(static (process, _) => process.Type).WithTrackingName(TrackingNames.ProcessNames);
        var hasFunctions = functions.Functions.Collect().Select(static (all, _) => all.Length > 0);
        var classNames = processNames.Collect().Combine(supervisors.Select(static (supervisor, _) => supervisor.Type).Collect())
            .Select(static (names, _) => names.Left.AddRange(names.Right));
        var definitions = assemblies.Combine(classNames).Combine(luaFiles.Collect()).Combine(hasFunctions)
            .Select(static (all, _) => DefinitionsModel.Create(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Definitions);
        context.RegisterSourceOutput(definitions, DefinitionsEmitter.Emit);

        var entries = processes.Select(static (process, _) => ManifestEntry.Of(process)).WithTrackingName(TrackingNames.ManifestEntries);
        var functionEntries = functions.Functions.Select(static (function, _) => ManifestEntry.Of(function.Function));
        var folder = context.AnalyzerConfigOptionsProvider.Select(static (options, _) =>
            options.GlobalOptions.TryGetValue(FolderProperty, out var path) ? path : "");
        var allEntries = entries.Collect().Combine(functionEntries.Collect())
            .Combine(supervisors.Select(static (supervisor, _) => ManifestEntry.Of(supervisor)).Collect())
            .Select(static (all, _) => all.Left.Left.AddRange(all.Left.Right).AddRange(all.Right));
        var manifest = allEntries.Combine(definitions).Combine(folder)
            .Select(static (all, _) => ManifestModel.Create(all.Left.Left, all.Left.Right, all.Right))
            .WithTrackingName(TrackingNames.Manifest);
        context.RegisterSourceOutput(manifest, static (output, manifest) =>
        {
            if (manifest.Entries.Count > 0)
                output.AddSource("ArtelManifest.g.cs", ManifestEmitter.Emit(manifest));
        });
    }

    /// <summary>The processes of a Lua file that has a place in the output folder.</summary>
    private static IEnumerable<LuaFile> Definitions(AdditionalText file, EquatableArray<LuaProcess> processes, AnalyzerConfigOptionsProvider options) =>
        processes.Count > 0 && options.GetOptions(file).TryGetValue(PathMetadata, out var path) && path.Length > 0
            ? processes.Select(process => new LuaFile(path, process))
            : [];
}
